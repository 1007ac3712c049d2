package hourglass.audit.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/// The hashes of RFC 6962, section 2.1: leaves and nodes are told apart by a first byte.
public final class Hashing {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private Hashing() {}

    /// SHA-256 of the bytes as they are.
    public static Hash sha256(byte[] bytes) {
        return Hash.owning(digest().digest(bytes));
    }

    /// `SHA-256(0x00 || entry)`.
    public static Hash leaf(byte[] entry) {
        MessageDigest digest = digest();
        digest.update(LEAF);
        return Hash.owning(digest.digest(entry));
    }

    /// `SHA-256(0x01 || left || right)`.
    public static Hash node(Hash left, Hash right) {
        MessageDigest digest = digest();
        digest.update(NODE);
        left.addTo(digest);
        right.addTo(digest);
        return Hash.owning(digest.digest());
    }

    /// The tree hash over nodes of one height, of which the last may be an incomplete, smaller subtree.
    /// The empty list gives SHA-256 of nothing, the root of the empty tree.
    public static Hash root(List<Hash> nodes) {
        if (nodes.isEmpty()) {
            return sha256(new byte[0]);
        }
        List<Hash> row = nodes;
        while (row.size() > 1) {
            List<Hash> above = new ArrayList<>(row.size() / 2 + 1);
            for (int i = 0; i + 1 < row.size(); i += 2) {
                above.add(node(row.get(i), row.get(i + 1)));
            }
            if (row.size() % 2 == 1) {
                above.add(row.getLast());
            }
            row = above;
        }
        return row.getFirst();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
