package cn.tongxing.idp.protocol.logout;

import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.proofing.UpstreamSignOuts;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.session.OwnCookie;
import cn.tongxing.idp.session.SeeOther;
import cn.tongxing.idp.session.UpstreamSessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Sends a browser that has signed out here through the upstreams that it has sessions at, one after
 * the other, and then on. Where to is kept in the browser, signed: no upstream learns of it, none
 * can change it, and the address that they come back to leads nowhere by itself.
 */
@Component
class Leaving implements UpstreamSessions {

  static final String BACK = Endpoints.LOGOUT + "/back";

  /** Whoever comes back later finds our own page. */
  static final Duration LONGEST = Duration.ofMinutes(10);

  /** More upstreams than this nobody goes through. */
  private static final int MOST = 3;

  /** Longer ones a browser drops (RFC 6265 6.1: 4096 bytes with name and attributes). */
  private static final int LONGEST_COOKIE = 3_800;

  private static final String PURPOSE = "after-sign-out";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final UpstreamSignOuts upstreams;
  private final KeyedHash hash;
  private final Issuer issuer;
  private final InstantSource clock;

  Leaving(UpstreamSignOuts upstreams, KeyedHash hash, Issuer issuer, InstantSource clock) {
    this.upstreams = upstreams;
    this.hash = hash;
    this.issuer = issuer;
    this.clock = clock;
  }

  /**
   * Where a browser goes on.
   *
   * @param until when that is over
   * @param adapters whose upstreams it has still to go to
   * @param target registered, or a path here
   */
  private record Left(Instant until, List<String> adapters, String target) {

    String text() {
      return until.getEpochSecond() + "\n" + String.join(" ", adapters) + "\n" + target;
    }

    static Left of(String text) {
      String[] parts = text.split("\n", 3);
      return new Left(
          Instant.ofEpochSecond(Long.parseLong(parts[0])),
          Stream.of(parts[1].split(" ")).filter(each -> !each.isEmpty()).toList(),
          parts[2]);
    }

    Left after(String adapter) {
      return new Left(
          until, adapters.subList(adapters.indexOf(adapter) + 1, adapters.size()), target);
    }
  }

  @Override
  public boolean goesThrough(
      Supplier<List<String>> ways, String target, HttpServletResponse response) {
    List<String> adapters = upstreams.behind(ways).stream().limit(MOST).toList();
    return goes(new Left(clock.instant().plus(LONGEST), adapters, target), response);
  }

  private boolean goes(Left left, HttpServletResponse response) {
    for (String adapter : left.adapters()) {
      Optional<URI> address = upstreams.address(adapter, URI.create(issuer + BACK));
      if (address.isPresent()) {
        String on = signed(left.after(adapter));
        if (on.length() > LONGEST_COOKIE) {
          return false; // a target that would be lost is gone to at once
        }
        OwnCookie.LEAVING.hand(response, on);
        SeeOther.at(address.get().toString(), response);
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the browser that came back from an upstream was sent to the next one, or to where it
   * was going; else nobody was on the way, or for too long, and nothing is answered yet.
   */
  boolean goesOn(HttpServletRequest request, HttpServletResponse response) {
    Optional<Left> left = OwnCookie.LEAVING.of(request).flatMap(this::read);
    if (left.isEmpty()) {
      return false;
    }
    if (!goes(left.get(), response)) {
      OwnCookie.LEAVING.forget(response);
      SeeOther.at(left.get().target(), response);
    }
    return true;
  }

  private String signed(Left left) {
    String text = left.text();
    return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8))
        + "."
        + ENCODER.encodeToString(hash.of(PURPOSE, text));
  }

  private Optional<Left> read(String value) {
    String[] parts = value.split("\\.", 2);
    try {
      String text = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
      return parts.length == 2
              && hash.matches(Base64.getUrlDecoder().decode(parts[1]), PURPOSE, text)
          ? Optional.of(Left.of(text)).filter(each -> clock.instant().isBefore(each.until()))
          : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
