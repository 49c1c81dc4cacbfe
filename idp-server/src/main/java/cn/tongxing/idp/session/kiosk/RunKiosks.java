package cn.tongxing.idp.session.kiosk;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.Base64Url;
import cn.tongxing.idp.kernel.LostLetters;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.session.store.KioskRows;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class RunKiosks implements Kiosks {

  private static final String KEY = "kiosk-key";
  private static final String LINK = "kiosk-link";
  private static final Duration LINK_WAITS = Duration.ofDays(1);
  private static final Duration PRESSED_AGAIN = Duration.ofMinutes(5);
  private static final int LONGEST_NAME = 60;
  private static final int LETTERS = 32; // 24 bytes

  private final KioskRows rows;
  private final KioskSettings settings;
  private final List<IpAddressMatcher> networks;
  private final KeyedHash hash;
  private final Audit audit;
  private final InstantSource clock;
  private final SecureRandom random;

  RunKiosks(
      KioskRows rows,
      KioskSettings settings,
      KeyedHash hash,
      Audit audit,
      InstantSource clock,
      SecureRandom random) {
    this.rows = rows;
    this.settings = settings;
    this.networks = settings.matchers();
    this.hash = hash;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Optional<Kiosk> find(RequestOrigin origin, String keyCookie) {
    if (!mayBeAt(origin)) {
      return Optional.empty(); // a copied key widens nothing elsewhere
    }
    Optional<UUID> key =
        Base64Url.is(keyCookie, LETTERS) ? rows.keyed(hash.of(KEY, keyCookie)) : Optional.empty();
    return key.isPresent() || !networks.isEmpty()
        ? Optional.of(new Kiosk(key, settings.idle(), settings.start()))
        : Optional.empty();
  }

  @Override
  public boolean mayBeAt(RequestOrigin origin) {
    return networks.isEmpty() || isWithin(origin.address());
  }

  private boolean isWithin(String address) {
    return !address.isEmpty() && networks.stream().anyMatch(range -> range.matches(address));
  }

  @Override
  @Transactional
  public Added add(String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("a name of 1 to " + LONGEST_NAME + " characters");
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a name without control characters");
    }
    if (LostLetters.areIn(name)) {
      throw new IllegalArgumentException(LostLetters.SAID);
    }
    Instant now = clock.instant();
    UUID id = TimeOrderedId.at(now, random);
    String link = fresh();
    rows.insert(id, name, hash.of(LINK, link), now);
    record(AuditEventType.KIOSK_ADDED, id, RequestOrigin.SERVER);
    return new Added(id, link);
  }

  @Override
  public Optional<String> waiting(String link) {
    return rows.waiting(hash.of(LINK, link), clock.instant().minus(LINK_WAITS));
  }

  @Override
  public Optional<String> name(UUID id) {
    return rows.name(id);
  }

  @Override
  public List<String> applications() {
    return settings.applications();
  }

  @Override
  @Transactional
  public Optional<String> open(String link, String once, RequestOrigin origin) {
    String key = key(link, once);
    byte[] stored = hash.of(KEY, key);
    Instant now = clock.instant();
    Optional<UUID> handed =
        rows.open(hash.of(LINK, link), stored, now, now.minus(LINK_WAITS))
            .or(() -> rows.keyed(stored, now.minus(PRESSED_AGAIN)));
    handed.ifPresent(id -> record(AuditEventType.KIOSK_KEYED, id, origin));
    return handed.map(_ -> key);
  }

  /** Whoever presses twice gets the same one; who has the link alone cannot make it. */
  private String key(String link, String once) {
    byte[] made = hash.of("kiosk-made", link + "|" + once);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(made, 24));
  }

  @Override
  @Transactional
  public boolean end(UUID id) {
    boolean ended = rows.end(id, clock.instant());
    if (ended) {
      record(AuditEventType.KIOSK_ENDED, id, RequestOrigin.SERVER);
    }
    return ended;
  }

  @Override
  public List<Registered> registered() {
    return rows.all();
  }

  private void record(AuditEventType type, UUID id, RequestOrigin origin) {
    audit.record(AuditEvent.of(type, origin).detail("kiosk", id.toString()));
  }

  private String fresh() {
    byte[] bits = new byte[24];
    random.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}
