package cn.tongxing.idp.keys;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JWS algorithms of this installation (setting {@code idp.keys.signing.algorithms}), the
 * default first.
 */
public record OfferedAlgorithms(List<SigningAlgorithm> all) {

  public OfferedAlgorithms {
    all = List.copyOf(all);
  }

  /** What a client or resource has that names none. */
  public SigningAlgorithm standard() {
    return all.getFirst();
  }

  /**
   * What a registration chose.
   *
   * @param jose the {@code alg} that is written there; null for none, which is the standard one
   * @return empty if it is not offered
   */
  public Optional<SigningAlgorithm> chosen(@Nullable String jose) {
    return jose == null
        ? Optional.of(standard())
        : SigningAlgorithm.named(jose).filter(all::contains);
  }

  /** Their {@code alg} names. */
  public List<String> names() {
    return all.stream().map(SigningAlgorithm::jose).toList();
  }

  /** For a message: {@code ES256 or RS256}. */
  @Override
  public String toString() {
    return String.join(" or ", names());
  }
}
