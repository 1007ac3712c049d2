# Completion of hourglass for fish.
complete -c hourglass -f -a '(set -l words (commandline -opc)[2..-1]; hourglass __complete -- $words (commandline -ct) 2>/dev/null)'
