package cn.tongxing.idp.client.store;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.client.ClientRegister.Entry;
import cn.tongxing.idp.kernel.ClientId;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code client}, for lists. */
@Repository
public class RegisterRows {

  private final JdbcClient jdbc;

  RegisterRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** All, by their ids. */
  public List<Entry> all() {
    return jdbc.sql(
            """
            SELECT id, name_zh_cn, name_zh_tw, name_en, department_zh_cn, department_zh_tw,
                   department_en, client_uri, enabled,
                   'authorization_code' = ANY(grant_types) AND 'openid' = ANY(scopes) AS signs_in
              FROM client ORDER BY id
            """)
        .query((row, _) ->
            new Entry(
                new ClientId(row.getString("id")),
                new LocalizedText(
                    row.getString("name_zh_cn"),
                    row.getString("name_zh_tw"),
                    row.getString("name_en")),
                new LocalizedText(
                    row.getString("department_zh_cn"),
                    row.getString("department_zh_tw"),
                    row.getString("department_en")),
                Optional.ofNullable(row.getString("client_uri")),
                row.getBoolean("signs_in"),
                row.getBoolean("enabled")))
        .list();
  }
}
