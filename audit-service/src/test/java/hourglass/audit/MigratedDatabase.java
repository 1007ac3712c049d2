package hourglass.audit;

import hourglass.testkit.Database;
import hourglass.testkit.TestPostgres;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/// Databases with the service's tables and nothing in them.
public final class MigratedDatabase {
    private MigratedDatabase() {}

    public static PGSimpleDataSource fresh() {
        Database fresh = TestPostgres.database();
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(fresh.url());
        database.setUser(fresh.user());
        database.setPassword(fresh.password());
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:hourglass/messaging/migration", "classpath:db/migration")
                .load()
                .migrate();
        return database;
    }
}
