#compdef hourglass
# Completion of hourglass for zsh.
_hourglass() {
  local -a fitting
  fitting=("${(@f)$(hourglass __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  (( ${#fitting} )) && compadd -- $fitting
}
compdef _hourglass hourglass
