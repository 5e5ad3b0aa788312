import type { Shell } from './values.ts';

/**
 * What a shell runs to have Tab completion. Each asks the program that is being typed (`bin/netdojo` as well), with the
 * words up to the cursor.
 */
export const scripts: Readonly<Record<Shell, string>> = {
  // bash 3.2 (macOS) has no mapfile and no compopt.
  bash: `_netdojo() {
  local line path current="\${COMP_WORDS[COMP_CWORD]}" program="\${COMP_WORDS[0]/#\\~/$HOME}"
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files | :folders)
        compopt -o filenames 2>/dev/null
        local kind=-f
        [ "$line" = :folders ] && kind=-d
        while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen "$kind" -- "$current")
        ;;
      *) COMPREPLY+=("$line") ;;
    esac
  done < <("$program" completion bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _netdojo netdojo`,
  zsh: `_netdojo() {
  local line
  local -a found
  for line in "\${(@f)$("\${words[1]/#\\~/$HOME}" completion zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case $line in
      :files) _files ;;
      :folders) _files -/ ;;
      *$'\\t'*) found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
      ?*) found+=("\${line//:/\\\\:}") ;;
    esac
  done
  (( $#found )) && _describe netdojo found
}
compdef _netdojo netdojo`,
  fish: `function __netdojo_complete
    set -l line (commandline -opc)
    set -l current (commandline -ct)
    for word in ($line[1] completion fish -- $line[2..-1] "$current" 2>/dev/null)
        switch $word
            case :files
                __fish_complete_path "$current"
            case :folders
                __fish_complete_directories "$current"
            case '*'
                echo $word
        end
    end
end
complete -c netdojo -f -a '(__netdojo_complete)'`,
};
