package cn.tongxing.idp.keys.password;

import cn.tongxing.idp.keys.PasswordHash;
import cn.tongxing.idp.keys.PasswordsBusy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bulkhead around password hashing, a fair semaphore. First come, first served, as many at once as
 * there are permits: a crowd at the sign-in page waits its turn and leaves the processors to
 * everybody else in between. A crowd that could not be served in good time is told so at once, and
 * whoever has waited too long, too: how long the line is says nothing of an account.
 *
 * <p>No is said at a time that is fixed before the comparison begins, so that the kind of hash, or
 * that there is none, cannot be told from it: see {@link RefusalTime}. Waiting for that time holds
 * no permit.
 */
final class BoundedPasswordHash implements PasswordHash {

  private static final int LONGEST = 256;
  private static final int SALT_BYTES = 16;

  /**
   * What is made here takes some 20 ms or less: a line of this length for each permit takes two
   * seconds.
   */
  private static final int WAITING_FOR_EACH = 100;

  private final Semaphore permits;
  private final int mostWaiting;
  private final Duration longestWait;
  private final SecureRandom random;
  private final RefusalTime refusals;
  private final Argon2idHash nobody;

  /**
   * By the given number at once.
   *
   * @param longestWait in line
   */
  BoundedPasswordHash(
      int concurrent, Duration longestWait, SecureRandom random, RefusalTime refusals) {
    this.permits = new Semaphore(concurrent, true);
    this.mostWaiting = concurrent * WAITING_FOR_EACH;
    this.longestWait = longestWait;
    this.random = random;
    this.refusals = refusals;
    byte[] noise = new byte[32];
    random.nextBytes(noise);
    this.nobody = new Argon2idHash(Argon2idHash.Cost.CURRENT, salt(), noise);
  }

  @Override
  public String hash(String password) {
    if (password.length() > LONGEST) {
      throw new IllegalArgumentException("a password has at most " + LONGEST + " characters");
    }
    return inTurn(() -> Argon2idHash.make(password, salt())).encoded();
  }

  @Override
  public boolean matches(String password, String encoded) {
    return matchesAny(Set.of(password), encoded);
  }

  @Override
  public boolean matchesAny(Set<String> writings, String encoded) {
    if (writings.stream().anyMatch(each -> each.length() > LONGEST)) {
      return false; // before any work, whether the account exists or not
    }
    Optional<? extends StoredHash> stored = StoredHash.parse(encoded);
    RefusalTime.Asked asked = refusals.asked();
    Comparison comparison = inTurn(() -> compare(writings, stored, asked));
    if (!comparison.equal()) {
      comparison.refusal().await();
    }
    return comparison.equal();
  }

  private record Comparison(boolean equal, RefusalTime.Refusal refusal) {}

  private Comparison compare(
      Set<String> writings, Optional<? extends StoredHash> stored, RefusalTime.Asked asked) {
    RefusalTime.Refusal refusal = asked.begun();
    if (stored.isEmpty()) {
      for (String each : writings) {
        var _ = nobody.matches(each); // for the work it is
      }
      return new Comparison(false, refusal);
    }
    return new Comparison(writings.stream().anyMatch(stored.get()::matches), refusal);
  }

  @Override
  public boolean isOutdated(String encoded) {
    return Argon2idHash.parse(encoded)
        .filter(hash -> hash.cost().isAtLeast(Argon2idHash.Cost.CURRENT))
        .isEmpty();
  }

  @Override
  public boolean isKnownForm(String encoded) {
    return StoredHash.parse(encoded).isPresent();
  }

  private byte[] salt() {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return salt;
  }

  private <T> T inTurn(Supplier<T> work) {
    takeTurn();
    try {
      return work.get();
    } finally {
      permits.release();
    }
  }

  /** The length is an estimate: a few more in a rush do no harm. */
  private void takeTurn() {
    if (permits.getQueueLength() >= mostWaiting) {
      throw new PasswordsBusy("too many passwords wait");
    }
    try {
      if (!permits.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new PasswordsBusy("a password waited too long");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PasswordsBusy("interrupted");
    }
  }
}
