package cn.tongxing.idp.testing;

import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of its own, with all migrations applied. */
public record TestDatabase(String jdbcUrl, String user, String password) {

  /** Opens a new connection at each call; put a pool before it where that matters. */
  public DataSource dataSource() {
    return new DriverManagerDataSource(jdbcUrl, user, password);
  }
}
