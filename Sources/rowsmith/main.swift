import Glibc

ProcessHardening.apply()
exit(CommandLineEntry.run(Array(CommandLine.arguments.dropFirst())))
