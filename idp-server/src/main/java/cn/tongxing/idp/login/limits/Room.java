package cn.tongxing.idp.login.limits;

/** Whether the store of sign-ins has room for more. */
public interface Room {

  /** As known for the last two seconds. Costs no command. */
  boolean isLeft();
}
