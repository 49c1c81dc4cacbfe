package cn.tongxing.sample;

import cn.tongxing.sdk.Citizen;
import cn.tongxing.sdk.PendingSignIn;
import cn.tongxing.sdk.Tokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What one browser is doing at one application. Replaced as a whole at every sign-in. */
final class AppSession {

  /** A signed-in citizen. */
  record SignedIn(Citizen citizen, Tokens tokens, String name, Optional<String> phone) {}

  private static final int MOST_PENDING = 10;

  private final String id;
  private final String formToken;
  private final Map<String, PendingSignIn> pending = new LinkedHashMap<>();
  private final AtomicReference<Optional<SignedIn>> signedIn =
      new AtomicReference<>(Optional.empty());

  AppSession(String id, String formToken) {
    this.id = id;
    this.formToken = formToken;
  }

  String id() {
    return id;
  }

  /** Hidden in every form: nobody else's page can post in this browser's name. */
  String formToken() {
    return formToken;
  }

  /** Remembers a sign-in by its state: every tab of the browser may have one under way. */
  synchronized void begin(PendingSignIn begun) {
    if (pending.size() >= MOST_PENDING) {
      pending.remove(pending.keySet().iterator().next());
    }
    pending.put(begun.state(), begun);
  }

  /** Takes a pending sign-in out: it can be finished once. */
  synchronized Optional<PendingSignIn> takePending(String state) {
    return Optional.ofNullable(pending.remove(state));
  }

  /** The other tabs go on after one of them has signed in. */
  synchronized List<PendingSignIn> stillPending() {
    return List.copyOf(pending.values());
  }

  void signIn(SignedIn who) {
    signedIn.set(Optional.of(who));
  }

  Optional<SignedIn> signedIn() {
    return signedIn.get();
  }
}
