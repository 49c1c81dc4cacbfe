package cn.tongxing.sample;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sessions of one application, in memory. A real application keeps them where it keeps its others.
 */
final class AppSessions {

  private static final int MOST = 10_000;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, AppSession> byId = new ConcurrentHashMap<>();

  AppSession create() {
    if (byId.size() >= MOST) {
      byId.keySet().stream().findAny().ifPresent(byId::remove);
    }
    AppSession session = new AppSession(secret(), secret());
    byId.put(session.id(), session);
    return session;
  }

  Optional<AppSession> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  void end(AppSession session) {
    byId.remove(session.id());
  }

  /** Ends what a logout token names: one session of the provider, or all of a subject. */
  void end(Optional<String> sid, Optional<String> subject) {
    byId.values()
        .removeIf(session ->
            session
                .signedIn()
                .filter(who ->
                    sid.isPresent()
                        ? who.citizen().sessionId().equals(sid)
                        : subject.equals(Optional.of(who.citizen().subject())))
                .isPresent());
  }

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
