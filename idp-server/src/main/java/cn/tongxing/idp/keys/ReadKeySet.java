package cn.tongxing.idp.keys;

import cn.tongxing.idp.keys.PublicKeys.Problem;
import cn.tongxing.idp.keys.PublicKeys.Reading;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a JWK Set of somebody outside, key by key: nothing is passed over in silence. */
final class ReadKeySet {

  /** A set that changes keeps two or three; each is tried where a signature names none. */
  private static final int MOST = 10;

  private static final int LONGEST_NAME = 200;

  private final SigningAlgorithm algorithm;
  private final List<JWK> keys = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private ReadKeySet(SigningAlgorithm algorithm) {
    this.algorithm = algorithm;
  }

  static Reading read(String document, SigningAlgorithm algorithm) {
    Object listed;
    try {
      Map<String, Object> object = JSONObjectUtils.parse(document);
      listed = object == null ? null : object.get("keys"); // of the text null
    } catch (ParseException malformed) {
      return new Reading.Unreadable("is no JSON object");
    }
    if (!(listed instanceof List<?> all)) {
      return new Reading.Unreadable("has no list \"keys\" (RFC 7517 5)");
    }
    if (all.size() > MOST) {
      return new Reading.Unreadable("holds more than " + MOST + " keys");
    }
    var reader = new ReadKeySet(algorithm);
    for (int at = 0; at < all.size(); at++) {
      reader.look(at, all.get(at), all.size() == 1);
    }
    return new Reading.Read(new PublicKeys(algorithm, reader.keys), reader.problems);
  }

  private void look(int at, @Nullable Object written, boolean alone) {
    if (!(written instanceof Map<?, ?> members)) {
      problems.add(new Problem(at, false, "is no JSON object"));
      return;
    }
    var grave = JudgeKey.secret(members).or(() -> sameName(members));
    if (grave.isPresent()) {
      problems.add(new Problem(at, true, grave.get()));
      return;
    }
    var unfit = JudgeKey.unfit(members, algorithm).or(() -> name(members, alone));
    if (unfit.isPresent()) {
      problems.add(new Problem(at, false, unfit.get()));
      return;
    }
    try {
      JWK key = JWK.parse(JudgeKey.named(members));
      JudgeKey.weak(key)
          .ifPresentOrElse(what -> problems.add(new Problem(at, false, what)), () -> keys.add(key));
    } catch (ParseException malformed) {
      problems.add(new Problem(at, false, "cannot be read: a member is missing or malformed"));
    }
  }

  private Optional<String> sameName(Map<?, ?> members) {
    return members.get("kid") instanceof String kid && !names.add(kid)
        ? Optional.of("has the kid of another key of the set")
        : Optional.empty();
  }

  private static Optional<String> name(Map<?, ?> members, boolean alone) {
    Object kid = members.get("kid");
    if (kid == null) {
      return alone ? Optional.empty() : Optional.of("needs a kid: there are several keys");
    }
    boolean good = kid instanceof String text && !text.isBlank() && text.length() <= LONGEST_NAME;
    return good
        ? Optional.empty()
        : Optional.of("kid must be a text of at most " + LONGEST_NAME + " characters");
  }
}
