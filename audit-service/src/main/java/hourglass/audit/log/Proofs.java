package hourglass.audit.log;

import java.util.List;

/// Checks inclusion and consistency proofs as RFC 9162, sections 2.1.3.2 and 2.1.4.2, does.
public final class Proofs {
    private Proofs() {}

    /// Whether `path` leads from the leaf at `index` to the root of the tree of `size` leaves.
    public static boolean includes(long index, long size, Hash leaf, List<Hash> path, Hash root) {
        if (index < 0 || index >= size || !leaf.isSha256() || !allSha256(path)) {
            return false;
        }
        int inner = innerLength(index, size);
        if (path.size() != inner + Long.bitCount(index >>> inner)) {
            return false;
        }
        Hash hash = climb(leaf, path.subList(0, inner), index);
        return border(hash, path.subList(inner, path.size())).equals(root);
    }

    /// Whether the tree of `to` leaves begins with the tree of `from` leaves. From the empty tree nothing is proved.
    public static boolean consistent(long from, long to, List<Hash> proof, Hash oldRoot, Hash newRoot) {
        if (from <= 0 || from > to || !allSha256(proof)) {
            return false;
        }
        if (from == to) {
            return proof.isEmpty() && oldRoot.equals(newRoot);
        }
        int zeros = Long.numberOfTrailingZeros(from);
        int inner = innerLength(from - 1, to) - zeros;
        int border = Long.bitCount((from - 1) >>> (inner + zeros));
        boolean oldIsSubtree = Long.bitCount(from) == 1;
        int start = oldIsSubtree ? 0 : 1;
        if (proof.isEmpty() || proof.size() != start + inner + border) {
            return false;
        }
        Hash seed = oldIsSubtree ? oldRoot : proof.getFirst();
        List<Hash> within = proof.subList(start, start + inner);
        List<Hash> beside = proof.subList(start + inner, proof.size());
        long mask = (from - 1) >>> zeros;
        return border(climbOld(seed, within, mask), beside).equals(oldRoot)
                && border(climb(seed, within, mask), beside).equals(newRoot);
    }

    private static int innerLength(long index, long size) {
        return Long.SIZE - Long.numberOfLeadingZeros(index ^ (size - 1));
    }

    private static Hash climb(Hash seed, List<Hash> path, long index) {
        Hash hash = seed;
        for (int i = 0; i < path.size(); i++) {
            Hash sibling = path.get(i);
            hash = ((index >>> i) & 1) == 0 ? Hashing.node(hash, sibling) : Hashing.node(sibling, hash);
        }
        return hash;
    }

    private static Hash climbOld(Hash seed, List<Hash> path, long index) {
        Hash hash = seed;
        for (int i = 0; i < path.size(); i++) {
            if (((index >>> i) & 1) == 1) {
                hash = Hashing.node(path.get(i), hash);
            }
        }
        return hash;
    }

    private static Hash border(Hash seed, List<Hash> path) {
        Hash hash = seed;
        for (Hash left : path) {
            hash = Hashing.node(left, hash);
        }
        return hash;
    }

    private static boolean allSha256(List<Hash> hashes) {
        return hashes.stream().allMatch(Hash::isSha256);
    }
}
