/// The broker of the local start and of the tests.
package hourglass.parts.kafka;
