package hourglass.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Many invented people, so that a load is not one account's queue: in the policies' directory, at the identity
/// provider, and as accounts on a target.
///
/// @param names keys of the people, which are also their account names
record Crowd(List<String> names) {
    static Crowd of(int size) {
        return new Crowd(
                IntStream.range(0, size).mapToObj("bench%04d"::formatted).toList());
    }

    /// A copy of the example policies whose payments project has the crowd as members.
    Path policies(Path example, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(example)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(example.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(
                        copy,
                        withCrowd(Files.readString(file), file.getFileName().toString()));
            }
        }
        return folder;
    }

    /// The identity provider's people.
    Path identities(Path example, Path file) throws IOException {
        StringBuilder text = new StringBuilder(Files.readString(example));
        for (String name : names) {
            text.append("  - key: ").append(name).append('\n');
            text.append("    name: ").append(name).append('\n');
            text.append("    subject: ").append(name).append('\n');
            text.append("    does: part of the measured load\n");
        }
        return Files.writeString(file, text);
    }

    /// Statements that make the accounts on a target.
    String accounts() {
        StringBuilder sql = new StringBuilder();
        names.forEach(name -> sql.append("CREATE ROLE ").append(name).append(" LOGIN;"));
        return sql.toString();
    }

    private String withCrowd(String text, String fileName) {
        if (!fileName.equals("directory.yaml")) {
            return text;
        }
        StringBuilder people = new StringBuilder("people:\n");
        for (String name : names) {
            people.append(
                    "  %s: {name: %s, subject: local#%s, team: payments, manager: bob, employment: employee, active: true}\n"
                            .formatted(name, name, name));
        }
        String members = String.join(", ", names);
        return text.replaceFirst("(?m)^people:\\n", people.toString())
                .replaceFirst("(?m)^(  payments: \\[)(alice)", "$1" + members + ", $2");
    }
}
