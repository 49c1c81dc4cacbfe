package cn.tongxing.idp.client.store;

import cn.tongxing.idp.client.Resource;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.keys.SigningAlgorithm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code resource}. */
@Repository
public class ResourceRows {

  private final JdbcClient jdbc;

  ResourceRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A resource. */
  public Optional<Resource> find(String uri) {
    return jdbc.sql("SELECT * FROM resource WHERE uri = :uri")
        .param("uri", uri)
        .query((row, number) -> resource(row))
        .optional();
  }

  /** The same, and nobody else changes it before the transaction ends. */
  public Optional<Resource> findForUpdate(String uri) {
    return jdbc.sql("SELECT * FROM resource WHERE uri = :uri FOR UPDATE")
        .param("uri", uri)
        .query((row, number) -> resource(row))
        .optional();
  }

  /** The resources behind which a client stands. */
  public List<String> servedBy(ClientId server) {
    return jdbc.sql("SELECT uri FROM resource WHERE server = :server ORDER BY uri")
        .param("server", server.value())
        .query((row, _) -> row.getString(1))
        .list();
  }

  /** Writes a resource. */
  public void save(Resource resource, Instant now) {
    jdbc.sql(
            """
            INSERT INTO resource VALUES (
              :uri, :server, :scopes, :clients, :algorithm, :token_type, :now, :now)
            ON CONFLICT (uri) DO UPDATE SET
              server = excluded.server, scopes = excluded.scopes, clients = excluded.clients,
              algorithm = excluded.algorithm, token_type = excluded.token_type,
              updated_at = excluded.updated_at
            """)
        .param("uri", resource.uri())
        .param("server", resource.server().value())
        .param("scopes", resource.scopes().stream().sorted().toArray(String[]::new))
        .param(
            "clients",
            resource.clients().stream().map(ClientId::value).sorted().toArray(String[]::new))
        .param("algorithm", resource.algorithm().name())
        .param("token_type", resource.tokenType().name())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Takes a resource out of the registry. */
  public void remove(String uri) {
    jdbc.sql("DELETE FROM resource WHERE uri = :uri").param("uri", uri).update();
  }

  private static Resource resource(ResultSet row) throws SQLException {
    return new Resource(
        row.getString("uri"),
        new ClientId(row.getString("server")),
        Set.of((String[]) row.getArray("scopes").getArray()),
        Arrays.stream((String[]) row.getArray("clients").getArray())
            .map(ClientId::new)
            .collect(Collectors.toUnmodifiableSet()),
        StoredForm.constant(SigningAlgorithm.class, row.getString("algorithm")),
        StoredForm.constant(Resource.TokenType.class, row.getString("token_type")));
  }
}
