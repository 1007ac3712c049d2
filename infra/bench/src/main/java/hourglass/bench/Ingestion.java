package hourglass.bench;

import hourglass.audit.log.Envelope;
import hourglass.audit.log.Header;
import hourglass.audit.log.Leaf;
import hourglass.audit.log.MerkleTree;
import hourglass.audit.log.Origin;
import hourglass.audit.log.Tile;
import hourglass.audit.store.Batch;
import hourglass.audit.store.Journal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.ds.PGSimpleDataSource;

/// Measures how fast records go into audit-service's log, against a bare binary COPY of the same rows into a table with
/// the same indexes, round by round on one server.
final class Ingestion {
    private static final int BATCH = 5_000;
    private static final int VALUE = 380;
    private static final int PARTITIONS = 3;

    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private final MerkleTree tree = new MerkleTree();
    private final long[] offsets = new long[PARTITIONS];

    private Ingestion(String url, String user, String password) {
        database.setUrl(url);
        database.setUser(user);
        database.setPassword(password);
    }

    /// What was measured.
    ///
    /// @param rows of each kind
    /// @param ingested rows a second into the log: envelope, hashes, tiles, offsets, checkpoint and all
    /// @param copied rows a second by bare COPY
    record Result(int rows, double ingested, double copied) {
        /// How much of the bare speed the log keeps.
        double ratio() {
            return ingested / copied;
        }
    }

    /// Runs at least two warm-up rounds, then as many measured rounds as the rows need.
    ///
    /// @param rows of each kind, rounded up to whole batches of 5,000
    /// @param url of a fresh database that belongs to `user`
    static Result run(int rows, String url, String user, String password) throws SQLException, IOException {
        Ingestion bench = new Ingestion(url, user, password);
        bench.prepare();
        for (int round = 0; round < 2; round++) {
            long size = bench.tree.size();
            bench.ingest(bench.records());
            bench.copy(bench.written(size));
        }
        int rounds = Math.ceilDiv(rows, BATCH);
        long[] ingesting = new long[rounds];
        long[] copying = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            long size = bench.tree.size();
            List<Envelope> records = bench.records();
            long begin = System.nanoTime();
            bench.ingest(records);
            ingesting[round] = System.nanoTime() - begin;
            byte[] same = bench.written(size);
            begin = System.nanoTime();
            bench.copy(same);
            copying[round] = System.nanoTime() - begin;
        }
        return new Result(rounds * BATCH, perSecond(ingesting), perSecond(copying));
    }

    /// Of the median round: one that the machine disturbed counts no more than any other.
    private static double perSecond(long[] nanos) {
        Arrays.sort(nanos);
        return BATCH * 1e9 / nanos[nanos.length / 2];
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

    private void ingest(List<Envelope> records) {
        long size = tree.size();
        List<Batch.Row> rows = new ArrayList<>(records.size());
        List<Tile> tiles = new ArrayList<>();
        long[] next = offsets.clone();
        for (Envelope record : records) {
            Leaf leaf = record.leaf();
            Origin origin = record.origin();
            rows.add(new Batch.Row(2 + origin.partition(), origin.offset(), origin.timestamp(), leaf));
            tree.append(leaf.hash(), tiles);
            next[origin.partition()]++;
        }
        List<Batch.Move> moves = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            moves.add(new Batch.Move(2 + i, offsets[i], next[i]));
        }
        new Journal(database).append(new Batch(size, rows, tiles, tree.root(), moves, List.of()));
        System.arraycopy(next, 0, offsets, 0, PARTITIONS);
    }

    /// What the log wrote from that entry on, as COPY takes it.
    private byte[] written(long begin) throws SQLException, IOException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try (Connection connection = database.getConnection()) {
            copying(connection)
                    .copyOut(
                            "COPY (SELECT * FROM entry WHERE index >= " + begin
                                    + " ORDER BY index) TO STDOUT (FORMAT binary)",
                            rows);
        }
        return rows.toByteArray();
    }

    private void copy(byte[] rows) throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            copying(connection).copyIn("COPY bare FROM STDIN (FORMAT binary)", new ByteArrayInputStream(rows));
            connection.commit();
        }
    }

    private static CopyManager copying(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
