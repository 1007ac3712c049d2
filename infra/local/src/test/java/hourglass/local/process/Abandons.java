package hourglass.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A program that starts a child, says its process id, and waits to be killed.
final class Abandons {
    private Abandons() {}

    public static void main(String[] args) throws InterruptedException {
        Path log = Scratch.directory().resolve("child.log");
        List<String> stubborn = List.of("sh", "-c", "trap '' TERM; while :; do sleep 1; done");
        Child child = Child.start(new Program("child", stubborn, Map.of(), log, Signal.TERM, Signal.TERM));
        System.out.println(child.pid() + " " + log.getParent());
        Thread.sleep(Long.MAX_VALUE);
    }
}
