package hourglass.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private final Addresses addresses = new Addresses(Map.of(Member.STAGING_DB, 7001, Member.PRODUCTION_DB, 7002));

    @Test
    void fillsInWhereTheTargetNamedAboveListens() {
        String catalog = """
                ledger:
                  target: production-db
                  connect: psql "postgresql://{account}@{host}:{port}/ledger"
                staging:
                  target: staging-db
                  connect: psql "postgresql://{account}@{host}:{port}/staging"
                """;
        assertThat(addresses.inCatalog(catalog)).isEqualTo("""
                ledger:
                  target: production-db
                  connect: psql "postgresql://{account}@localhost:7002/ledger"
                staging:
                  target: staging-db
                  connect: psql "postgresql://{account}@localhost:7001/staging"
                """);
    }

    @Test
    void movesALineWithItsTarget() {
        String catalog = """
                ledger:
                  target: production-db
                  connect: psql "postgresql://{account}@localhost:%d/ledger"
                  see: http://localhost:8080/
                """;
        assertThat(addresses.inCatalog(catalog.formatted(5442))).isEqualTo(catalog.formatted(7002));
    }

    @Test
    void leavesAloneWhatNamesNoTarget() {
        assertThat(addresses.inCatalog("connect: {host}:{port}\n")).isEqualTo("connect: {host}:{port}\n");
    }
}
