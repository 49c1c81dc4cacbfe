package cn.tongxing.idp.client;

import java.net.IDN;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What may be registered.
 *
 * @param hosts hosts that addresses of clients may have besides full domain names in ASCII: a
 *     domain suffix with a leading dot ({@code .政务}), under which internationalised names are
 *     accepted, or the one label of an intranet host ({@code oa}). Suffixes whose registry vets its
 *     holders only: elsewhere a name that looks alike is for sale
 */
@ConfigurationProperties("idp.client")
public record ClientSettings(@DefaultValue({".政务", ".公益"}) List<String> hosts) {

  private static final Pattern SUFFIX = Pattern.compile("(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  public ClientSettings {
    hosts = hosts.stream().map(ClientSettings::inAscii).toList();
  }

  private static String inAscii(String host) {
    boolean suffix = host.startsWith(".");
    try {
      String ascii = (suffix ? "." : "") + IDN.toASCII(suffix ? host.substring(1) : host);
      if ((suffix ? SUFFIX : LABEL).matcher(ascii).matches()) {
        return ascii;
      }
    } catch (IllegalArgumentException malformed) {
      // said below
    }
    throw new IllegalArgumentException(
        "idp.client.hosts: " + host + " is neither a suffix such as .政务 nor one label");
  }

  /** Whether internationalised names may end like this. */
  public boolean isSuffixOf(String host) {
    return hosts.stream().anyMatch(each -> each.startsWith(".") && host.endsWith(each));
  }

  /** Whether this is an intranet host of one label. */
  public boolean isIntranet(String host) {
    return !host.startsWith(".") && hosts.contains(host);
  }
}
