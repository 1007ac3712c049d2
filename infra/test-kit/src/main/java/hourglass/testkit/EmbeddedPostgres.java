package hourglass.testkit;

import hourglass.local.parts.PostgresServer;
import hourglass.local.process.FreePorts;
import hourglass.local.process.Scratch;
import java.nio.file.Path;

/// A server on the embedded programs, its data in a folder that goes with this JVM.
final class EmbeddedPostgres implements TestServer {
    private final PostgresServer server;

    EmbeddedPostgres(String name) {
        Path folder = Scratch.directory();
        server = new PostgresServer(name, folder.resolve(name), FreePorts.any(), folder.resolve(name + ".log"));
        server.start();
    }

    @Override
    public String url(String database) {
        return server.url(database);
    }

    @Override
    public String host() {
        return "localhost";
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public String superuser() {
        return PostgresServer.SUPERUSER;
    }

    @Override
    public String password() {
        return "";
    }

    @Override
    public void pause() {
        server.part().pause();
    }

    @Override
    public void resume() {
        server.part().resume();
    }

    @Override
    public void stop() {
        server.part().stop();
    }

    @Override
    public void kill() {
        server.part().kill();
    }

    @Override
    public void start() {
        server.start();
    }
}
