package cn.tongxing.idp.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/** A database of its own, with all migrations applied. */
public record TestDatabase(String jdbcUrl, String user, String password) {

  /** A small pool that keeps no idle connection for long; it lives as long as the JVM. */
  public DataSource dataSource() {
    var settings = new HikariConfig();
    settings.setJdbcUrl(jdbcUrl);
    settings.setUsername(user);
    settings.setPassword(password);
    settings.setMaximumPoolSize(16);
    settings.setMinimumIdle(0);
    settings.setIdleTimeout(10_000);
    return new HikariDataSource(settings);
  }
}
