package hourglass.grant;

import java.util.List;

/// Tells the rest of the world, in the transaction that stores the state.
public interface Announcements {
    void announce(List<Announcement> announcements);
}
