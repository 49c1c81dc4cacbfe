package cn.tongxing.idp.session.store;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Authentications;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was shown in a session, as columns of its row: arrays of one length. */
final class ShownColumns {

  private ShownColumns() {}

  static Authentications read(ResultSet row) throws SQLException {
    var signIns = (UUID[]) row.getArray("sign_ins").getArray();
    var methods = (String[]) row.getArray("methods").getArray();
    var factors = (String[]) row.getArray("factors").getArray();
    var passkeys = (UUID[]) row.getArray("passkeys").getArray();
    var times = (Timestamp[]) row.getArray("shown_at").getArray();
    var all = new ArrayList<Authentication>();
    for (int i = 0; i < signIns.length; i++) {
      all.add(
          new Authentication(
              new SignInId(signIns[i]),
              methods[i],
              factors(factors[i]),
              times[i].toInstant().truncatedTo(ChronoUnit.MICROS),
              Optional.ofNullable(passkeys[i])));
    }
    return new Authentications(all);
  }

  static Map<String, Object> of(Authentications authentications) {
    return Map.of(
        "signIns", column(authentications, each -> each.signIn().toString()),
        "methods", column(authentications, Authentication::method),
        "factors", column(authentications, each -> names(each.factors())),
        "passkeys", column(authentications, ShownColumns::passkey),
        "shownAt", column(authentications, each -> each.at().toString()));
  }

  private static @Nullable String[] column(
      Authentications authentications, Function<Authentication, @Nullable String> value) {
    return authentications.inOrder().stream().map(value).toArray(String[]::new);
  }

  private static @Nullable String passkey(Authentication authentication) {
    return authentication.passkey().map(UUID::toString).orElse(null);
  }

  /** The names, a space between. */
  private static String names(Set<Factor> factors) {
    return factors.stream().map(Factor::name).sorted().collect(Collectors.joining(" "));
  }

  private static Set<Factor> factors(String names) {
    return names.isEmpty()
        ? Set.of()
        : Arrays.stream(names.split(" "))
            .map(name -> StoredForm.constant(Factor.class, name))
            .collect(Collectors.toUnmodifiableSet());
  }

  static List<SignInId> signIns(ResultSet row, String column) throws SQLException {
    return Arrays.stream((UUID[]) row.getArray(column).getArray()).map(SignInId::new).toList();
  }

  static String[] of(List<SignInId> signIns) {
    return signIns.stream().map(SignInId::toString).toArray(String[]::new);
  }
}
