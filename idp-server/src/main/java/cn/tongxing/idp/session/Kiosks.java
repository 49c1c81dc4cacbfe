package cn.tongxing.idp.session;

import cn.tongxing.idp.kernel.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Self-service machines that one person after another stands at: by the networks of {@code
 * idp.kiosks.networks}, and by a key of their own in the browser, which an operator hands out and
 * which counts in those networks only, where there are any. A visit leaves nothing behind: the
 * session ends with it or after a minute without a hand on the machine, no passkey or password is
 * offered, the browser is remembered for nobody. A key gives the machine limits of its own, as wide
 * as a hall needs; numbers and documents keep theirs.
 */
public interface Kiosks {

  /** Request attribute: the {@link Kiosk} that a request comes from. */
  String ATTRIBUTE = "kiosk";

  /**
   * A machine, as pages and limits need to know it.
   *
   * @param key whose key it has; empty if only its network says so
   * @param idle after so long without a touch it goes back to its start
   * @param start address of the page that it begins with
   */
  record Kiosk(Optional<UUID> key, Duration idle, String start) {

    /** For the script of the pages. */
    public long getIdleSeconds() {
      return idle.toSeconds();
    }
  }

  /** The kiosk that a request comes from, as was found when it came in. */
  static Optional<Kiosk> at(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Kiosk kiosk
        ? Optional.of(kiosk)
        : Optional.empty();
  }

  /**
   * Whether it is one.
   *
   * @param keyCookie value of the cookie that holds a key; blank without
   */
  Optional<Kiosk> find(RequestOrigin origin, String keyCookie);

  /**
   * Adds a machine, with audit. Its browser gets the key by a link that works once, within a day.
   *
   * @param name where it stands, for operators; at most 60 characters
   */
  Added add(String name);

  /** Whether a machine may stand there: anywhere, unless networks are named. */
  boolean mayBeAt(RequestOrigin origin);

  /** Name of the machine that a link still waits for; empty if it does not wait. */
  Optional<String> waiting(String link);

  /** Name of a machine that has a key; empty if the key was taken away. */
  Optional<String> name(UUID id);

  /** Ids of the applications that the start page of a machine offers, in order; empty for all. */
  List<String> applications();

  /**
   * Uses a link up, with audit: the value of the cookie that holds the key; empty if it does not
   * wait.
   *
   * @param once secret of the page that asks, made by us: asked again within minutes, it gets the
   *     same key
   */
  Optional<String> open(String link, String once, RequestOrigin origin);

  /** Takes a machine's key away, with audit; false if there is none of this id. */
  boolean end(UUID id);

  /** All that have not been ended, the newest first. */
  List<Registered> registered();

  /**
   * A machine that was added.
   *
   * @param link last part of the path that hands out its key; a secret
   */
  record Added(UUID id, String link) {
    /** Without the link. */
    @Override
    public String toString() {
      return "Added[" + id + "]";
    }
  }

  /**
   * A machine on record.
   *
   * @param keyedAt when its browser got the key; empty while the link waits
   */
  record Registered(UUID id, String name, Instant addedAt, Optional<Instant> keyedAt) {}
}
