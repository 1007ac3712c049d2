/// What every service needs to speak on Kafka: codec, outbox, publisher, listeners with dead letters, trace headers.
@NullMarked
package hourglass.messaging;

import org.jspecify.annotations.NullMarked;
