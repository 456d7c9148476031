def test_x(centre):
    from desktop_app.safety.backup import back_up
    print(back_up(centre, reason="by hand"))
def test_y(centre):
    pass
