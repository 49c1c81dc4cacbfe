package cn.tongxing.idp.client.apply;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.ClientSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which addresses may be registered, a relying party's and a resource's (RFC 9700 2.1 and 4.1, RFC
 * 8252 7). Strict on purpose: requests are compared byte by byte, so there must be one writing of
 * an address only, and none that two parsers could read differently.
 */
final class RedirectUriRule {

  private static final int LONGEST = 2000;

  /** It travels in a cookie, with names beside it. */
  private static final int LONGEST_HOME = 500;

  private static final Pattern PLAIN = Pattern.compile("[!$&'()+,./0-9:;=?@A-Z\\[\\]_a-z~%#*-]+");
  private static final Pattern SCHEME = Pattern.compile("^([^:/?#]+):");
  private static final Pattern PRIVATE_USE = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+");
  private static final Pattern DISGUISED = Pattern.compile("(?i)%(2e|2f|5c|25|00|[01][0-9a-f]|7f)");
  private static final Pattern DOT_SEGMENT = Pattern.compile("/\\.\\.?(/|$)");
  private static final Pattern HOST_NAME =
      Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

  private final ClientSettings settings;

  RedirectUriRule(ClientSettings settings) {
    this.settings = settings;
  }

  /**
   * What is wrong with an address; empty if nothing.
   *
   * @param nativeApplication whether a scheme of the application's own (RFC 8252 7.1) will do
   */
  Optional<String> problem(String written, boolean nativeApplication) {
    if (written.isEmpty() || written.length() > LONGEST) {
      return Optional.of("must have 1 to " + LONGEST + " characters");
    }
    if (!PLAIN.matcher(written).matches()) {
      return Optional.of("holds a character that no address has unencoded");
    }
    if (written.contains("*")) {
      return Optional.of("wildcards are not supported: register each address");
    }
    if (written.contains("#")) {
      return Optional.of("must not have a fragment (RFC 6749 3.1.2)");
    }
    try {
      return problem(new URI(written), written, nativeApplication);
    } catch (URISyntaxException refused) {
      return Optional.of("is not a URI: " + refused.getReason());
    }
  }

  /**
   * What is wrong with a home page ({@code client_uri}): our own pages lead there, so it must be
   * known to be the department's.
   *
   * @param registered addresses of the same client
   */
  Optional<String> homeProblem(String written, List<String> registered) {
    return written.length() > LONGEST_HOME
        ? Optional.of("must have at most " + LONGEST_HOME + " characters")
        : problem(written, false).or(() -> foreign(URI.create(written), registered));
  }

  private Optional<String> foreign(URI home, List<String> registered) {
    var good = registered.stream().filter(each -> problem(each, true).isEmpty()).toList();
    boolean known =
        Client.origins(good).contains(home.getScheme() + "://" + home.getAuthority())
            || settings.isIntranet(home.getHost())
            || settings.isSuffixOf(home.getHost());
    return known
        ? Optional.empty()
        : Optional.of(
            "has no origin of redirect_uris or post_logout_redirect_uris, and is no host of"
                + " idp.client.hosts");
  }

  private Optional<String> problem(URI uri, String written, boolean nativeApplication) {
    var scheme = SCHEME.matcher(written);
    if (!scheme.find() || uri.getScheme() == null) {
      return Optional.of("must be absolute");
    }
    String name = scheme.group(1);
    if (nativeApplication && PRIVATE_USE.matcher(name).matches()) {
      return uri.getRawAuthority() == null ? path(uri) : Optional.of("must have no authority");
    }
    if (!name.equals("https") && !name.equals("http")) {
      return Optional.of("scheme must be https, or http on the loopback interface");
    }
    return authority(uri, name.equals("http")).or(() -> path(uri));
  }

  private Optional<String> authority(URI uri, boolean plain) {
    String authority = uri.getRawAuthority();
    String host = uri.getHost();
    if (authority == null || host == null) {
      return Optional.of("has no host that can be read in one way only");
    }
    if (authority.contains("@") || authority.contains("%")) {
      return Optional.of("must not have user information");
    }
    if (!host.equals(host.toLowerCase(Locale.ROOT))) {
      return Optional.of("host must be in lower case");
    }
    boolean loopback = host.equals("127.0.0.1") || host.equals("[::1]") || host.equals("localhost");
    if (plain && !loopback) {
      return Optional.of("http is for 127.0.0.1, [::1] and localhost only");
    }
    return loopback
        ? port(uri, authority, plain)
        : host(host).or(() -> port(uri, authority, false));
  }

  private Optional<String> host(String host) {
    if (settings.isIntranet(host)) {
      return Optional.empty();
    }
    if (!HOST_NAME.matcher(host).matches() && !IPV4.matcher(host).matches()) {
      return Optional.of(
          "host is neither a full domain name nor an IPv4 address nor named in idp.client.hosts");
    }
    if (InternationalHost.is(host)
        && !(settings.isSuffixOf(host) && InternationalHost.isChinese(host))) {
      return Optional.of(
          "internationalised domain names are accepted under the suffixes of idp.client.hosts"
              + " only: look-alikes");
    }
    return Optional.empty();
  }

  private static Optional<String> port(URI uri, String authority, boolean plain) {
    int port = uri.getPort();
    if (authority.endsWith(":") || port == 0 || port > 65535) {
      return Optional.of("port must be 1 to 65535");
    }
    return port == (plain ? 80 : 443)
        ? Optional.of("the scheme's own port must not be written out")
        : Optional.empty();
  }

  private static Optional<String> path(URI uri) {
    String rest = uri.getRawSchemeSpecificPart();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    if (path.contains(";")) {
      return Optional.of("path parameters (;) are not accepted");
    }
    if (DOT_SEGMENT.matcher(path).find()) {
      return Optional.of("path must not hold dot segments");
    }
    return DISGUISED.matcher(rest).find()
        ? Optional.of("must not hold encoded dots, slashes, percent signs or control characters")
        : Optional.empty();
  }
}
