package cn.tongxing.idp.platform.web;

import cn.tongxing.idp.kernel.Issuer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;

/**
 * Whom to tell of a vulnerability: {@code security.txt} (RFC 9116), from the operator's settings.
 */
@Controller
final class SecurityTextController {

  static final String PATH = "/.well-known/security.txt";

  /** Less than a year (RFC 9116 2.5.5): whoever keeps a copy looks again. */
  private static final Duration GOOD_FOR = Duration.ofDays(90);

  private final SecuritySettings settings;
  private final Issuer issuer;
  private final InstantSource clock;

  SecurityTextController(SecuritySettings settings, Issuer issuer, InstantSource clock) {
    this.settings = settings;
    this.issuer = issuer;
    this.clock = clock;
  }

  @GetMapping(PATH)
  ResponseEntity<byte[]> text() {
    if (settings.contact() == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    List<String> lines = new ArrayList<>();
    lines.add("Contact: " + settings.contact());
    lines.add("Expires: " + clock.instant().plus(GOOD_FOR).truncatedTo(ChronoUnit.DAYS));
    if (settings.policy() != null) {
      lines.add("Policy: " + settings.policy());
    }
    lines.add("Preferred-Languages: zh, en");
    lines.add("Canonical: " + issuer + PATH);
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "plain", StandardCharsets.UTF_8))
        .body((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
