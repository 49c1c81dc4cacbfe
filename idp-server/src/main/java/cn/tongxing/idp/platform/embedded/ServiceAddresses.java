package cn.tongxing.idp.platform.embedded;

/**
 * Where the embedded services listen and how to sign in to them. Prints without the passwords.
 *
 * @param jdbcUrl of the database {@code tongxing}
 * @param redisUri with its password, logical database 0
 */
public record ServiceAddresses(
    String jdbcUrl, String databaseUser, String databasePassword, String redisUri) {

  @Override
  public String toString() {
    return jdbcUrl + " and redis" + redisUri.substring(redisUri.indexOf('@'));
  }
}
