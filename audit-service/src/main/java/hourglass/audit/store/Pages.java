package hourglass.audit.store;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// Entries in order, never more of them at once than memory is meant for.
///
/// @param end not included; what the log does not have is left out
/// @param bytes of one page at most, unless a single entry has more
record Pages(Log log, long begin, long end, long bytes) implements Iterable<List<Log.Entry>> {
    @Override
    public Iterator<List<Log.Entry>> iterator() {
        return new Iterator<>() {
            private long from = begin;
            private List<Log.Entry> page = List.of();

            @Override
            public boolean hasNext() {
                if (page.isEmpty() && from < end) {
                    page = log.page(from, end, bytes);
                    from = page.isEmpty() ? end : page.getLast().index() + 1;
                }
                return !page.isEmpty();
            }

            @Override
            public List<Log.Entry> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                List<Log.Entry> read = page;
                page = List.of();
                return read;
            }
        };
    }
}
