package hourglass.request;

import java.time.Instant;
import java.util.UUID;

/// Fresh ids, UUIDv7.
public interface NewIds {
    UUID at(Instant now);
}
