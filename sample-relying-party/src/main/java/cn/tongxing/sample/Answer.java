package cn.tongxing.sample;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One answer. Every page is private, unframed and loads nothing from elsewhere. */
record Answer(int status, Map<String, String> headers, byte[] body) {

  static Answer page(int status, String html) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "text/html; charset=utf-8");
    headers.put("Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    return new Answer(status, headers, html.getBytes(StandardCharsets.UTF_8));
  }

  static Answer asset(String type, byte[] content) {
    return new Answer(
        200, Map.of("Content-Type", type, "Cache-Control", "public, max-age=3600"), content);
  }

  static Answer seeOther(URI location) {
    return new Answer(
        303, Map.of("Location", location.toString(), "Cache-Control", "no-store"), new byte[0]);
  }

  static Answer status(int status) {
    return new Answer(status, Map.of("Cache-Control", "no-store"), new byte[0]);
  }

  /**
   * With a policy that lets this site's forms lead to the identity provider: browsers check
   * form-action along the redirects after a post too.
   */
  Answer leadingTo(URI provider) {
    return with(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' "
            + provider
            + "; frame-ancestors 'none'; base-uri 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'");
  }

  Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }
}
