package hourglass.audit.store;

import hourglass.audit.log.Envelope;
import hourglass.audit.log.Header;
import hourglass.audit.log.Leaf;
import hourglass.audit.log.MerkleTree;
import hourglass.audit.log.Origin;
import hourglass.audit.log.Tile;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/// Measures how fast records go into the log, against a bare binary COPY of the same rows into a table with the same
/// indexes, round by round on one server.
public final class IngestionBench {
    private static final int BATCH = 5_000;
    private static final int VALUE = 380;
    private static final int PARTITIONS = 3;

    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private final MerkleTree tree = new MerkleTree();
    private final long[] offsets = new long[PARTITIONS];
    private long bare;

    private IngestionBench(String url, String user, String password) {
        database.setUrl(url);
        database.setUser(user);
        database.setPassword(password);
    }

    /// What was measured.
    ///
    /// @param rows of each kind
    /// @param ingested rows a second into the log: envelope, hashes, tiles, offsets, checkpoint and all
    /// @param copied rows a second by bare COPY
    public record Result(int rows, double ingested, double copied) {
        /// How much of the bare speed the log keeps.
        public double ratio() {
            return ingested / copied;
        }
    }

    /// Runs at least two warm-up rounds, then as many measured rounds as the rows need.
    ///
    /// @param rows of each kind, rounded up to whole batches of 5,000
    /// @param url of a fresh database that belongs to `user`
    public static Result run(int rows, String url, String user, String password) throws SQLException {
        IngestionBench bench = new IngestionBench(url, user, password);
        bench.prepare();
        for (int round = 0; round < 2; round++) {
            List<Envelope> records = bench.records();
            bench.ingest(records);
            bench.copy(bench.rows(records));
        }
        long ingesting = 0;
        long copying = 0;
        int rounds = Math.ceilDiv(rows, BATCH);
        for (int round = 0; round < rounds; round++) {
            List<Envelope> records = bench.records();
            List<Batch.Row> same = bench.rows(records);
            long begin = System.nanoTime();
            bench.ingest(records);
            long middle = System.nanoTime();
            bench.copy(same);
            long end = System.nanoTime();
            ingesting += middle - begin;
            copying += end - middle;
        }
        int measured = rounds * BATCH;
        return new Result(measured, measured * 1e9 / ingesting, measured * 1e9 / copying);
    }

    private void prepare() throws SQLException {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:hourglass/messaging/migration", "classpath:db/migration")
                .load()
                .migrate();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE bare (LIKE entry INCLUDING ALL);
                    INSERT INTO source (topic, partition, incarnation, next_offset)
                    SELECT 'bench', partition, 0, 0 FROM generate_series(0, 2) AS partition""");
        }
    }

    /// The next records, of three partitions in turn.
    private List<Envelope> records() {
        SplittableRandom random = new SplittableRandom(tree.size());
        List<Envelope> records = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            int partition = i % PARTITIONS;
            byte[] value = new byte[VALUE];
            random.nextBytes(value);
            String id = new UUID(random.nextLong(), random.nextLong()).toString();
            records.add(new Envelope(
                    new Origin("bench", partition, offsets[partition] + i / PARTITIONS, 1_764_000_000_000L + i),
                    id.getBytes(StandardCharsets.UTF_8),
                    List.of(Header.of("ce_id", id), Header.of("ce_type", "hourglass.events.GrantActivated")),
                    value));
        }
        return records;
    }

    private List<Batch.Row> rows(List<Envelope> records) {
        return records.stream().map(record -> row(record, record.leaf())).toList();
    }

    private static Batch.Row row(Envelope record, Leaf leaf) {
        Origin origin = record.origin();
        return new Batch.Row(2 + origin.partition(), origin.offset(), origin.timestamp(), leaf);
    }

    private void ingest(List<Envelope> records) {
        long size = tree.size();
        List<Batch.Row> rows = new ArrayList<>(records.size());
        List<Tile> tiles = new ArrayList<>();
        long[] next = offsets.clone();
        for (Envelope record : records) {
            Leaf leaf = record.leaf();
            rows.add(row(record, leaf));
            tree.append(leaf.hash(), tiles);
            next[record.origin().partition()]++;
        }
        List<Batch.Move> moves = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            moves.add(new Batch.Move(2 + i, offsets[i], next[i]));
        }
        new Journal(database).append(new Batch(size, rows, tiles, tree.root(), moves, List.of()));
        System.arraycopy(next, 0, offsets, 0, PARTITIONS);
    }

    private void copy(List<Batch.Row> rows) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Journal.rows(bare, rows).copyTo(connection, Journal.COPY_ENTRIES.replace("COPY entry", "COPY bare"));
            connection.commit();
        }
        bare += rows.size();
    }
}
