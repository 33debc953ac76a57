"""The commands of `kg`, one module each: read the arguments, call the library, print."""
