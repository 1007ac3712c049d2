package hourglass.grant;

import java.util.Set;

class FakeTargetTest extends TargetContract {
    private final FakeTarget fake = new FakeTarget(Set.of("payments_reader", "payments_writer"));

    @Override
    protected Target target() {
        return fake;
    }

    @Override
    protected Set<String> given(String account) {
        return fake.given(account);
    }
}
