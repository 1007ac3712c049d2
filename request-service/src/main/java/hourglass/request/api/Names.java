package hourglass.request.api;

import hourglass.request.Directory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Puts names in the place of people's ids.
@Component
class Names {
    private static final Pattern PERSON = Pattern.compile("\\{([^{}\\s]{1,200})}");

    private final Directory directory;

    Names(Directory directory) {
        this.directory = directory;
    }

    People people() {
        return new People(directory);
    }

    /// A sentence in which people stand in braces: of a timeline, or a refusal.
    static String filled(String text, People people) {
        return PERSON.matcher(text).replaceAll(person -> Matcher.quoteReplacement(people.name(person.group(1))));
    }
}
