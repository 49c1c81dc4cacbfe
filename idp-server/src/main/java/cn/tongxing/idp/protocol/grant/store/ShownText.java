package cn.tongxing.idp.protocol.grant.store;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.OfLaterVersion;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Authentications;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a code and its grant rest on, one text for each authentication: sign-in, way, factors, time
 * (microseconds since 1970) and passkey, with a space between; {@code -} for none.
 */
final class ShownText {

  private static final String NONE = "-";

  private ShownText() {}

  static List<String> of(Authentications shown) {
    return shown.inOrder().stream().map(ShownText::of).toList();
  }

  /**
   * Reads.
   *
   * @throws IllegalArgumentException for what {@link #of} does not write
   * @throws OfLaterVersion for a factor that is not known here
   */
  static Authentications read(List<String> texts) {
    return new Authentications(texts.stream().map(ShownText::read).toList());
  }

  private static String of(Authentication each) {
    return String.join(
        " ",
        each.signIn().toString(),
        each.method(),
        each.factors().isEmpty()
            ? NONE
            : each.factors().stream().map(Factor::name).sorted().collect(Collectors.joining("+")),
        Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, each.at())),
        each.passkey().map(UUID::toString).orElse(NONE));
  }

  private static Authentication read(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 5) {
      throw new IllegalArgumentException("not what a grant rests on");
    }
    return new Authentication(
        SignInId.parse(parts[0]),
        parts[1],
        parts[2].equals(NONE)
            ? Set.of()
            : Arrays.stream(parts[2].split("\\+"))
                .map(name -> StoredForm.constant(Factor.class, name))
                .collect(Collectors.toUnmodifiableSet()),
        Instant.EPOCH.plus(Long.parseLong(parts[3]), ChronoUnit.MICROS),
        parts[4].equals(NONE) ? Optional.empty() : Optional.of(UUID.fromString(parts[4])));
  }
}
