package hourglass.audit.log;

import java.util.ArrayList;
import java.util.List;

/// The lines that both proof texts are made of: a head, hashes, an empty line, a checkpoint.
final class ProofLines {
    private final String text;
    private int at;

    ProofLines(String text) {
        this.text = text;
    }

    static String write(List<Hash> hashes) {
        StringBuilder lines = new StringBuilder();
        hashes.forEach(hash -> lines.append(hash.base64()).append('\n'));
        return lines.toString();
    }

    static long number(String label, String line) {
        if (!line.startsWith(label)) {
            throw new MalformedException("Expected a line '" + label + "NUMBER', but found '" + line + "'.");
        }
        return Checkpoint.decimal(line.substring(label.length()));
    }

    String next() {
        int end = text.indexOf('\n', at);
        if (end < 0) {
            throw new MalformedException("The proof ends too early.");
        }
        String line = text.substring(at, end);
        at = end + 1;
        return line;
    }

    List<Hash> hashes(int most) {
        List<Hash> hashes = new ArrayList<>();
        for (String line = next(); !line.isEmpty(); line = next()) {
            hashes.add(Hash.fromBase64(line));
            if (hashes.size() > most) {
                throw new MalformedException("A proof has at most " + most + " hashes.");
            }
        }
        return hashes;
    }

    String rest() {
        return text.substring(at);
    }
}
