package cn.tongxing.sample;

import cn.tongxing.sdk.Citizen;
import cn.tongxing.sdk.PendingSignIn;
import cn.tongxing.sdk.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What one browser is doing at one application. Replaced as a whole at every sign-in. */
final class AppSession {

  /** A signed-in citizen. */
  record SignedIn(Citizen citizen, Tokens tokens, String name, Optional<String> phone) {}

  private final String id;
  private final String formToken;
  private final AtomicReference<Optional<PendingSignIn>> pending =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<SignedIn>> signedIn =
      new AtomicReference<>(Optional.empty());
  private final List<String> bookings = new ArrayList<>();

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

  void begin(PendingSignIn begun) {
    pending.set(Optional.of(begun));
  }

  /** Takes the pending sign-in out: it can be finished once. */
  Optional<PendingSignIn> takePending() {
    return pending.getAndSet(Optional.empty());
  }

  void signIn(SignedIn who) {
    signedIn.set(Optional.of(who));
  }

  Optional<SignedIn> signedIn() {
    return signedIn.get();
  }

  synchronized void book(String what) {
    bookings.add(what);
  }

  synchronized List<String> bookings() {
    return List.copyOf(bookings);
  }
}
