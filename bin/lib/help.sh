# Sourced first by the commands of bin/: with --help or -h among the words, prints the comment that the command begins with.
case " $* " in
  *" --help "* | *" -h "*) sed -n -e '1d' -e '/^[^#]/q' -e 's/^# \{0,1\}//p' "$0"; exit 0 ;;
esac
