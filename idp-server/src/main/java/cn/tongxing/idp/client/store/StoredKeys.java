package cn.tongxing.idp.client.store;

import cn.tongxing.idp.client.Client.Authentication.PrivateKey;
import cn.tongxing.idp.client.ClientKeys.AtAddress;
import cn.tongxing.idp.client.ClientKeys.Fetched;
import cn.tongxing.idp.client.ClientKeys.Inline;
import cn.tongxing.idp.client.ClientKeys.Outcome;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.keys.PublicKeys;
import cn.tongxing.idp.keys.PublicKeys.Reading;
import cn.tongxing.idp.keys.SigningAlgorithm;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The columns of a client that are about its keys. */
final class StoredKeys {

  private StoredKeys() {}

  static PrivateKey privateKey(ResultSet row) throws SQLException {
    var algorithm =
        StoredForm.constant(SigningAlgorithm.class, row.getString("assertion_algorithm"));
    String inline = row.getString("jwks");
    if (inline != null) {
      return new PrivateKey(algorithm, new Inline(keys(inline, algorithm)));
    }
    var uri = URI.create(row.getString("jwks_uri"));
    return new PrivateKey(algorithm, new AtAddress(uri, last(row, algorithm)));
  }

  static Optional<Fetched> last(ResultSet row, SigningAlgorithm algorithm) throws SQLException {
    String document = row.getString("document");
    return document == null
        ? Optional.empty()
        : Optional.of(
            new Fetched(
                keys(document, algorithm),
                time(row, "fetched_at"),
                time(row, "asked_at"),
                StoredForm.constant(Outcome.class, row.getString("outcome"))));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** Of a row that something has changed by hand: none, and its client is refused. */
  private static PublicKeys keys(String document, SigningAlgorithm algorithm) {
    return switch (PublicKeys.read(document, algorithm)) {
      case Reading.Read read -> read.keys();
      case Reading.Unreadable _ -> PublicKeys.none(algorithm);
    };
  }
}
