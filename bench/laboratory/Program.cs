using CodeRed.Laboratory;

return Screen.Show(args);
