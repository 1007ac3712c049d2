# Completion of hourglass for bash.
_hourglass() {
  local IFS=$'\n'
  COMPREPLY=($(hourglass __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _hourglass hourglass
