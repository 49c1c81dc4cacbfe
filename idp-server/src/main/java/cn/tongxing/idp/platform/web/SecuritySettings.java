package cn.tongxing.idp.platform.web;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whom to tell of a vulnerability ({@code idp.security.*}).
 *
 * @param contact {@code mailto:}, {@code tel:} or an https page; shown in {@code
 *     /.well-known/security.txt}, which does not exist without it
 * @param policy https page that says how reports are handled
 */
@ConfigurationProperties("idp.security")
record SecuritySettings(@Nullable URI contact, @Nullable URI policy) {

  SecuritySettings {
    one(contact, "contact", List.of("mailto", "tel", "https"));
    one(policy, "policy", List.of("https"));
    if (policy != null && contact == null) {
      throw new IllegalArgumentException("idp.security.policy needs an idp.security.contact");
    }
  }

  private static void one(@Nullable URI address, String name, List<String> schemes) {
    if (address != null && !schemes.contains(String.valueOf(address.getScheme()))) {
      throw new IllegalArgumentException("idp.security." + name + ": an address of " + schemes);
    }
  }
}
