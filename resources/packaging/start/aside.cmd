@echo off
rem The command line of Aside: aside run library\consult-then-transfer.yaml
setlocal
"%~dp0runtime\node.exe" "%~dp0app\out\library\bin.js" %*
