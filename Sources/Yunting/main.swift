print("yunting")
