package hourglass.identity;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// As much of a browser as pages without JavaScript need: cookies, redirects on the same host, forms with their hidden
/// fields.
final class Browser {

    private static final Pattern FORM = Pattern.compile("<form([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern HIDDEN = Pattern.compile("<input[^>]*type=\"hidden\"[^>]*>");

    private final String url;
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /// The last page, as it came.
    String page = "";

    int status;

    /// Where the last answer led outside of the provider, or the page's own address.
    URI at = URI.create("about:blank");

    Browser(String url) {
        this.url = url;
    }

    Browser open(String path) throws Exception {
        return follow(request(path).header("Accept", "text/html").build());
    }

    /// Sends the form whose text contains `button`, with its hidden fields and these.
    Browser press(String button, Map<String, String> typed) throws Exception {
        Matcher forms = FORM.matcher(page);
        while (forms.find()) {
            if (forms.group(2).contains(button)) {
                Map<String, String> fields = new LinkedHashMap<>();
                Matcher hidden = HIDDEN.matcher(forms.group(2));
                while (hidden.find()) {
                    fields.put(attribute(hidden.group(), "name"), attribute(hidden.group(), "value"));
                }
                fields.putAll(typed);
                String action = attribute(forms.group(1), "action");
                return follow(request(action)
                        .header("Accept", "text/html")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(Provider.encode(fields)))
                        .build());
            }
        }
        throw new AssertionError("no form with " + button + " on " + page);
    }

    Browser signIn(String key) throws Exception {
        return press("value=\"" + key + "\"", Map.of("as", key));
    }

    private Browser follow(HttpRequest request) throws Exception {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        at = request.uri();
        status = answer.statusCode();
        page = answer.body();
        if (status == 302) {
            URI next = at.resolve(answer.headers().firstValue("Location").orElseThrow());
            if (!next.toString().startsWith(url)) {
                at = next;
                return this;
            }
            return follow(request(next.toString().substring(url.length()))
                    .header("Accept", "text/html")
                    .build());
        }
        return this;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path));
    }

    private static String attribute(String element, String name) {
        Matcher value = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(element);
        if (!value.find()) {
            throw new AssertionError("no " + name + " in " + element);
        }
        return value.group(1).replace("&amp;", "&");
    }
}
